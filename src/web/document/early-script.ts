import { createHash } from 'node:crypto'
import { TV_DELAY_KEY } from '../page/kept-delay.ts'

/**
 * Runs before the first paint: controls that need a script are shown from the start, and who waits for a late television never sees
 * the newest score that the server has drawn. Times that were drawn in another zone than the reader's are not shown until they are right.
 */
export const EARLY_SCRIPT = [
  "(function(c){c.add('has-script');",
  `try{if(+localStorage.getItem('${TV_DELAY_KEY}')){c.add('waits-for-tv');document.title=''}}catch(e){}`,
  'try{var z=Intl.DateTimeFormat().resolvedOptions().timeZone,d=document.documentElement.dataset.zone;',
  "if(z!==d&&(d!=='UTC'||new Date().getTimezoneOffset()))c.add('waits-for-zone')}catch(e){}",
  '})(document.documentElement.classList)',
].join('')

/** Lets this one inline script pass the content security policy. */
export const EARLY_SCRIPT_SOURCE = `'sha256-${createHash('sha256').update(EARLY_SCRIPT).digest('base64')}'`
