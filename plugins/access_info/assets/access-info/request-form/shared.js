/* What `request.js`, which runs before, lends. */

const { today, monthOf, fill, carried, chosen, carry, showUntil } = window.accessInfoRequest;
