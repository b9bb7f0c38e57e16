/** `TableTennis` of `table-tennis` and `table_tennis`: names of types and components. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|[-_])(\w)/g, (_, letter: string) => letter.toUpperCase())
}
