/** Made by build/shown.ts out of the description of the API. */
declare module "virtual:shown" {
  /** The type of the record that a path reads: "/v1/leads/{lead_id}" is "lead". */
  export const kept: Readonly<Record<string, string>>;
  /** The paths that show records of a type: "lead" is on "/v1/leads", "/v1/leadPools/{lead_pool_id}/leads", ... */
  export const shown: Readonly<Record<string, readonly string[]>>;
}
