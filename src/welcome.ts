/** What a newcomer reads first: where the page is, and commands to paste. @param key shown as the feed key, if one is needed */
export function welcome(url: string, key: string | undefined): string {
  const headers = ["-H 'content-type: application/json'", ...(key ? [`-H 'authorization: Bearer ${key}'`] : [])].join(
    ' ',
  )
  const fixture = `{"sport":"football","home":{"name":"Home"},"away":{"name":"Away"}}`
  const events = `[{"id":"k1","type":"period_start","period":1},{"id":"g1","type":"goal","team":"home","player":"You"}]`
  return `
  Scoreboard   ${url}/
  Contract     ${url}/openapi.json

  Create a match and score a goal:
    curl -X PUT ${url}/v1/matches/first ${headers} -d '${fixture}'
    curl ${url}/v1/matches/first/events ${headers} -d '${events}'

  Or watch several at once:  npx touchline demo

`
}
