import { styleSource } from './brand-style.ts'
import { EARLY_SCRIPT_SOURCE } from './early-script.ts'

/**
 * Scripts, styles and images come from this server; data also over WebSocket.
 *
 * @param style the one that stands in the page itself
 */
export function securityPolicy(frameAncestors: string, style: string | undefined): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${EARLY_SCRIPT_SOURCE}`,
    `style-src 'self'${style === undefined ? '' : ` ${styleSource(style)}`}`,
    "img-src 'self' data:",
    "connect-src 'self' ws: wss:",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ')
}
