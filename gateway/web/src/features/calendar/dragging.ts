import type { DragEvent } from "react";

const TYPE = "application/x-todo";

export function carry(event: DragEvent, id: string): void {
  event.dataTransfer.setData(TYPE, id);
  event.dataTransfer.effectAllowed = "move";
}

export function isCarried(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(TYPE);
}

export function carriedId(event: DragEvent): string {
  return event.dataTransfer.getData(TYPE);
}
