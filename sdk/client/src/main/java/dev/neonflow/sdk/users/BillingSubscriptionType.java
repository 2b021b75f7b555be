package dev.neonflow.sdk.users;

/** What was subscribed to. */
public enum BillingSubscriptionType {
  DIRECT_SALES,
  DIRECT_SALES_V3,
  AWS_MARKETPLACE,
  FREE_V2,
  FREE_V3,
  LAUNCH,
  LAUNCH_V3,
  SCALE,
  SCALE_V3,
  BUSINESS,
  VERCEL_PG_LEGACY,
  /** No billing account, or what this version does not know. */
  UNKNOWN
}
