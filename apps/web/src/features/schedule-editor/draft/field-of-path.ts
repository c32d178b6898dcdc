/** Fields of the form that hold a whole list or object. */
const WHOLE =
  /^(tags|payload|target\.(?:headers|expectedStatuses|command|args|argv|environment|expectedExitCodes|metadata|requests|limits|labels)|exclusions\.\d+\.(?:dates|weekdays))\./;
/** A reference of a variable is typed in fields of its own. */
const REFERENCE = /^(target\.env\.\d+)\.(?:secretKeyRef|configMapKeyRef)(?:\.(name|key))?$/;

/** The form's field for a path in the definition. */
export function fieldOfPath(path: string): string {
  const reference = REFERENCE.exec(path);
  if (reference !== null) return `${reference[1]}.${reference[2] === "key" ? "refKey" : "refName"}`;
  if (path === "spec") return "spec.expression";
  return WHOLE.exec(path)?.[1] ?? path;
}
