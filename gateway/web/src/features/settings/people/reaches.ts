import type { components } from "../../../api/generated/openapi";
import type { Reach } from "../../../app/session";
import { fingerprintOf, isLimited, type Limits } from "../roles/limits";

type Grant = components["schemas"]["identity.Grant"];

/** From the narrowest to the widest. */
export const REACHES: readonly Reach[] = [
  "REACH_SHARED",
  "REACH_OWN",
  "REACH_TEAM",
  "REACH_TEAM_AND_BELOW",
  "REACH_COMPANY",
];

const READ = ".read";

/** What the whole work is about; the rest follows from it. */
const MAIN = ["lead", "account", "opportunity", "contract", "plan", "receipt", "interaction"];

/** The kinds of records that can be read, by how far, the widest first. */
export function readable(grants: readonly Grant[]): { reach: Reach; types: string[] }[] {
  const widest = new Map<string, number>();
  for (const { permission, reach } of grants) {
    if (!permission.endsWith(READ)) continue;
    const type = permission.slice(0, -READ.length);
    if (!MAIN.includes(type)) continue;
    widest.set(type, Math.max(widest.get(type) ?? -1, REACHES.indexOf(reach)));
  }
  return REACHES.map((reach, at) => ({ reach, types: MAIN.filter((type) => widest.get(type) === at) }))
    .filter(({ types }) => types.length > 0)
    .reverse();
}

/** What of that is limited to parts of the company: of several grants those that go furthest count, each for its own part. */
export function limitedReading(grants: readonly Grant[]): { type: string; parts: Limits[] }[] {
  return MAIN.flatMap((type) => {
    const own = grants.filter(({ permission }) => permission === `${type}${READ}`);
    const furthest = Math.max(...own.map(({ reach }) => REACHES.indexOf(reach)));
    const counted = own.filter(({ reach }) => REACHES.indexOf(reach) === furthest);
    const limits = counted.flatMap((grant) => (grant.limits && isLimited(grant.limits) ? [grant.limits] : []));
    if (limits.length === 0 || limits.length < counted.length) return [];
    return [{ type, parts: [...new Map(limits.map((each) => [fingerprintOf(each), each])).values()] }];
  });
}
