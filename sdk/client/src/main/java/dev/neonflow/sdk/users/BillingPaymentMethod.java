package dev.neonflow.sdk.users;

/** Whether and how somebody pays. */
public enum BillingPaymentMethod {
  NONE,
  STRIPE,
  DIRECT_PAYMENT,
  AWS_MP,
  AZURE_MP,
  VERCEL_MP,
  STAFF,
  TRIAL,
  SPONSORSHIP,
  SHARED_PAYMENT_TOKEN,
  /** Neon does not know, or says what this version does not know. */
  UNKNOWN
}
