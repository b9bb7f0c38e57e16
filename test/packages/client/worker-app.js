// A Worker without a DOM, a `location` or storage: follows a match for one request, and lets go of it.
import { createClient } from '@touchline/client'

// biome-ignore lint/style/noDefaultExport: this is how a Worker is written
export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url)
    const way = searchParams.get('way')
    const client = createClient({ url: searchParams.get('server'), transports: [way] })
    const match = client.subscribe('m1')
    await new Promise((resolve) => match.on('change', () => match.status.kind === 'live' && resolve()))
    const answer = { way, match: match.state.match, status: match.status }
    client.close()
    return Response.json(answer)
  },
}
