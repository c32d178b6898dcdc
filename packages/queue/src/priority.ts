/*
 * BullMQ takes the smaller number first, and of equal ones what came first. The numbers between those of the product
 * are for what was taken already and given back: it goes ahead of all others of its priority.
 */

export function bullPriorityOf(priority: number): number {
  return priority * 2;
}

export function aheadOfItsPriority(bullPriority: number): number {
  return bullPriority - (1 - (bullPriority % 2));
}
