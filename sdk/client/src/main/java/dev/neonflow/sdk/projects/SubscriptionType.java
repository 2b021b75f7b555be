package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;

/** The plan of an account, and who sold it. */
public enum SubscriptionType {
  /** Sold by Neon. */
  DIRECT_SALES,
  /** Sold by Neon, third edition. */
  DIRECT_SALES_V3,
  /** Sold by AWS. */
  AWS_MARKETPLACE,
  /** Free, second edition. */
  FREE_V2,
  /** Free, third edition. */
  FREE_V3,
  /** Launch. */
  LAUNCH,
  /** Launch, third edition. */
  LAUNCH_V3,
  /** Scale. */
  SCALE,
  /** Scale, third edition. */
  SCALE_V3,
  /** Business. */
  BUSINESS,
  /** Came from Vercel Postgres. */
  VERCEL_PG_LEGACY,
  /** No plan: an account without billing. */
  @Json(name = "UNKNOWN")
  NONE,
  /** One that this version does not know. */
  UNKNOWN
}
