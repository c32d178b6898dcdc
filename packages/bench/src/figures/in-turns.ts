/**
 * Measures contenders in rounds, each once a round. The order is turned round every time, so that none of them always
 * comes after the same other.
 *
 * @returns what each contender measured, by round
 */
export async function measureInTurns<Name extends string, Measured>(
  rounds: number,
  contenders: Readonly<Record<Name, (round: number) => Promise<Measured>>>,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(contenders) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Measured[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      measured[name].push(await contenders[name](round));
    }
  }
  return measured;
}
