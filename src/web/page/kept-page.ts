/** The attribute of `<html>` that says: the browser kept this page, and there is no network now. */
export const KEPT = 'data-kept'

/** What a page asks of the service worker. */
export interface KeepRequest {
  /** The page's address. */
  readonly keep: string
}
