import { useStop } from "#components/canvas/keyboard/use-stop.ts";
import { useSelection } from "#lib/query/selection.ts";

interface FocusTargetProps {
  /** Scene id of the stop. */
  stopId: string;
  /** Id in the shared selection; null for what cannot be selected. */
  selectionId: string | null;
  label: string;
}

/**
 * The real focusable element of a card, laid under its text: one tab stop for the whole canvas, the rest by arrows.
 * Pointer and key presses are handled once, on the stage.
 */
export function FocusTarget({ stopId, selectionId, label }: FocusTargetProps) {
  const stop = useStop(stopId);
  const isSelected = useSelection((state) => selectionId !== null && state.ids.has(selectionId));
  return (
    <button
      {...stop}
      type="button"
      aria-label={label}
      aria-pressed={selectionId === null ? undefined : isSelected}
      className="canvas-target absolute inset-0 cursor-default rounded-md outline-offset-2"
    />
  );
}
