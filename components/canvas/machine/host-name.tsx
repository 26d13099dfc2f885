/** Numbers tell machines apart, so the end of a long name stays and the middle gives way. */
const TAIL = 6;

export function HostName({ name }: { name: string }) {
  if (name.length <= TAIL * 2) return <span className="truncate">{name}</span>;
  return (
    <>
      <span className="truncate">{name.slice(0, -TAIL)}</span>
      <span className="shrink-0">{name.slice(-TAIL)}</span>
    </>
  );
}
