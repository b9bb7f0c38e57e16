/** Gives the viewer's token: a new one each time, or one that is good for a while. */
export type GetToken = () => Promise<string> | string
