/** No name of a board is longer, nor any that an answer to a viewer repeats. */
export const MAX_BOARD_NAME = 220
