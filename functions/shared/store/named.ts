/** A process by its kind and id. */
export interface Named {
  kind: string;
  id: string;
}
