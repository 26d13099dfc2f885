"use client";
import { useTranslations } from "next-intl";
import { nameOf } from "#components/live/facts/pick-facts.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { EventRow } from "#lib/core/api/live.ts";
import { glyphOf } from "#lib/core/live/glyph.ts";
import { holderHost } from "#lib/core/live/judges/leases/lease-age.ts";
import { type FactKind, State } from "#lib/core/live/state.ts";

/** The state that an event led to; null for a value that moved. */
function stateAfter({ what, to }: Pick<EventRow, "what" | "to">): State | null {
  const parsed = State.safeParse(to);
  return what === "state" && parsed.success ? parsed.data : null;
}

/** Of these a cluster has one, or they are named by themselves wherever they are held. */
const WITHOUT_HOST: readonly FactKind[] = ["lease", "vip", "etcd-quorum", "api-path", "version"];

function nameIn(event: EventRow, host: string | null): string {
  if (!WITHOUT_HOST.includes(event.kind)) return host ?? nameOf(event);
  return event.subject.endsWith("/main") ? "" : nameOf(event);
}

/** What happened, in one sentence: a state with its reason, or a value that moved from one to another. */
export function EventText({ event, host }: { event: EventRow; host: string | null }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const state = stateAfter(event);
  const name = nameIn(event, host);
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-x-1.5">
      <StateGlyph state={state === null ? "info" : glyphOf(state)} size={12} />
      <span className="text-text-2">{t(`kind.${event.kind}`)}</span>
      <span className="font-mono">{name}</span>
      {state === null ? (
        <Moved event={event} />
      ) : (
        <span>
          {words.state(state)}
          {state === "ok" ? null : <span className="text-text-2"> ({words.because({ ...event, state })})</span>}
        </span>
      )}
      {event.isPasted ? (
        <span className="rounded-sm border px-1 text-xs text-text-2" title={t("events.pastedHint")}>
          {t("events.pasted")}
        </span>
      ) : null}
    </span>
  );
}

/** Values that nobody can read; that they are others says it all. */
const OPAQUE = ["bootId", "fingerprint"];

function Moved({ event: { what, from, to } }: { event: EventRow }) {
  const t = useTranslations("live");
  const name = t.has(`moved.${what}`) ? t(`moved.${what}`) : what;
  if (OPAQUE.includes(what)) return <span>{name}</span>;
  // A holder's identity is its host and a number of its process.
  const [before, after] = [holderHost(from ?? "-"), holderHost(to ?? "-")];
  const isSame = what === "identity" && before === after;
  return (
    <span>
      {name}{" "}
      <span className="font-mono break-all">
        {isSame ? t("moved.newProcess", { to: after }) : t("moved.from", { from: before, to: after })}
      </span>
    </span>
  );
}
