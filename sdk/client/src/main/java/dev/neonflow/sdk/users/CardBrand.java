package dev.neonflow.sdk.users;

/** Whose card it is. */
public enum CardBrand {
  AMEX,
  DINERS,
  DISCOVER,
  JCB,
  MASTERCARD,
  UNIONPAY,
  VISA,
  /** Neon does not know, or says what this version does not know. */
  UNKNOWN
}
