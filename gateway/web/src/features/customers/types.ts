import type { components } from "../../api/generated/openapi";

type Schemas = components["schemas"];
export type Account = Schemas["accounts.Account"];
export type AccountPatch = Schemas["accounts.AccountPatch"];
export type AccountPool = Schemas["accounts.AccountPool"];
export type PooledAccount = Schemas["accounts.PooledAccount"];
export type Overview = Schemas["accounts.AccountOverview"];
export type Contact = Schemas["accounts.Contact"];
export type TimelineEntry = Schemas["accounts.TimelineEntry"];
export type CareDate = Schemas["accounts.CareDate"];
export type DoNotDisturb = Schemas["accounts.DoNotDisturb"];
export type DuplicateMatch = Schemas["leads.DuplicateMatch"];
