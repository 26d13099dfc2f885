/** Ends a fault: what it took away is put back, though the lab may need a while until it is healthy again. */
export type Undo = () => Promise<void>;
