package dev.neonflow.sdk.internal.http;

/** What a status says about trying again. */
final class Statuses {
  private Statuses() {}

  /** Locked, rate limited and unavailable: surely nothing was done. A failed read does no harm. */
  static boolean isRetryable(int status, boolean read) {
    return switch (status) {
      case 423, 429, 503 -> true;
      default -> read && isLostAnswer(status);
    };
  }

  /** A limit of the account's plan, and none that passes by itself. */
  static boolean isLimit(int status, String code) {
    return status >= 400
        && status < 500
        && !isRetryable(status, true)
        && code.contains("_EXCEEDED");
  }

  /** Neon broke off, or a proxy gave up on it; by then it may have done its work. */
  static boolean isLostAnswer(int status) {
    return switch (status) {
      case 408, 500, 502, 504 -> true;
      default -> status >= 520 && status <= 524;
    };
  }
}
