export { Grid, type GridProps } from "./grid/Grid";
export { type Neighbours, useNeighbours } from "./grid/neighbours";
export type { BulkAct, Column, Edit, FilterField, Segment } from "./grid/types";
export { type GridSearch, gridSearch } from "./grid/view";
