/** The tags, and what they take in the JSX of React. */
export * from '../client/element.js'
export type {} from '../client/react/jsx.js'
