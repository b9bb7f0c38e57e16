import { TouchlineProvider } from '@touchline/client/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Scores } from './scores.tsx'

const parameters = new URLSearchParams(location.search)
const board = parameters.get('board') ?? `date:${new Date().toISOString().slice(0, 10)}`

createRoot(document.querySelector('#app') as HTMLElement).render(
  <StrictMode>
    <TouchlineProvider url={parameters.get('server') ?? 'http://localhost:8080'}>
      <Scores board={board} />
    </TouchlineProvider>
  </StrictMode>,
)
