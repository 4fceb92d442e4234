/* What a query may cost. */

/** Bytes that may be fetched for ten results, lists and what is shown; and of lists for what is only near. */
const LIMIT = 22000;
const NEAR_LIMIT = 16000;
