import { Component, type ComponentChild, type ComponentType, h } from 'preact'

/** A component that is redrawn by itself, or when one of its properties is another; not because its parent is redrawn. */
export function memo<Props extends object>(draw: (props: Props) => ComponentChild): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before = this.props as Record<string, unknown>
      return Object.entries(next).some(([name, value]) => before[name] !== value)
    }

    override render(props: Props): ComponentChild {
      return h(draw as ComponentType<Props>, props)
    }
  } as ComponentType<Props>
}
