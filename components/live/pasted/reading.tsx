import { useTranslations } from "next-intl";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Recognised, Unread } from "#lib/core/pasted/sight.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { ReadText } from "./texts.ts";
import { useProblemSentence } from "./use-problem-sentence.ts";

export interface ReadingProps {
  texts: readonly ReadText[];
  plan: Plan;
  onHost: (id: string, host: string) => void;
}

/** What each text was taken for and what in it says nothing, line by line, before anything is sent. */
export function Reading({ texts, plan, onHost }: ReadingProps) {
  const t = useTranslations("pasted");
  return (
    <div aria-live="polite" className="grid gap-3">
      {texts.length === 0 ? <p className="text-text-2">{t("reading.none")}</p> : null}
      {texts.map((text) => (
        <section key={text.id} aria-label={text.name ?? t("reading.typed")} className="grid gap-1.5">
          {texts.length > 1 ? <h3 className="font-mono text-sm">{text.name ?? t("reading.typed")}</h3> : null}
          <Lines text={text} />
          <HostChoice text={text} plan={plan} onHost={onHost} />
        </section>
      ))}
    </div>
  );
}

function Lines({ text: { reading } }: { text: ReadText }) {
  const t = useTranslations("pasted");
  const notes = reading.ok ? reading.notes.filter((note) => note !== "host-not-said") : [];
  return (
    <ul className="grid gap-1 text-sm">
      {reading.ok
        ? reading.recognised.map((found) => (
            <FoundLine key={`${found.line} ${found.what} ${found.host}`} found={found} />
          ))
        : null}
      {reading.unread.map((part) => (
        <UnreadLine key={`${part.line} ${part.problem.code}`} part={part} isWhole={!reading.ok} />
      ))}
      {notes.map((note) => (
        <li key={note} className="flex items-start gap-2 text-text-2">
          <span className="mt-0.5">
            <StateGlyph state="info" size={13} />
          </span>
          {t(`note.${note}`)}
        </li>
      ))}
    </ul>
  );
}

function FoundLine({ found: { line, what, count, host, takenAtMs } }: { found: Recognised }) {
  const t = useTranslations("pasted");
  const words = useLiveWords();
  const age = takenAtMs === null ? null : Math.max(0, Date.now() - takenAtMs);
  return (
    <li className="flex items-start gap-2">
      <span className="mt-0.5">
        <StateGlyph state="ok" size={13} />
      </span>
      <span className="min-w-0">
        {t("reading.line", { line })}
        {t(`what.${what}`, { count })}
        {host === null ? null : <span className="font-mono"> {host}</span>}
        {age === null ? null : <span className="text-text-2"> {t("reading.printed", { age: words.ago(age) })}</span>}
      </span>
    </li>
  );
}

function UnreadLine({ part: { line, problem }, isWhole }: { part: Unread; isWhole: boolean }) {
  const t = useTranslations("pasted");
  const sentence = useProblemSentence();
  return (
    <li className="flex items-start gap-2">
      <span className="mt-0.5">
        <StateGlyph state={isWhole ? "critical" : "warning"} size={13} />
      </span>
      <span className="min-w-0">
        {line === null ? null : t("reading.line", { line })}
        {sentence(problem)} <span className="font-mono text-xs text-text-3">{problem.code}</span>
      </span>
    </li>
  );
}

/** Only where a report was recognised that does not say which machine it is about. */
function HostChoice({ text, plan, onHost }: { text: ReadText } & Omit<ReadingProps, "texts">) {
  const t = useTranslations("pasted");
  const { reading } = text;
  const isAsked = text.host !== null || (reading.ok && reading.notes.includes("host-not-said"));
  const masters = plan.machines.filter(({ roles }) => roles.includes("control-plane") || roles.includes("etcd"));
  if (!isAsked || masters.length === 0) return null;
  return (
    <Field label={t("host.label")} hint={t("host.hint")} className="max-w-sm">
      <Select
        label={t("host.label")}
        value={text.host}
        placeholder={t("host.none")}
        onChange={(host) => onHost(text.id, host)}
        options={masters.map(({ hostname }) => ({ value: hostname, label: hostname }))}
      />
    </Field>
  );
}
