package dev.neonflow.sdk.internal.http;

/** What a status says about trying again. */
final class Statuses {
  private Statuses() {}

  /** Locked, rate limited and unavailable: surely nothing was done. A failed read does no harm. */
  static boolean isRetryable(int status, boolean read) {
    return switch (status) {
      case 423, 429, 503 -> true;
      case 500 -> read;
      default -> read && isLostAnswer(status);
    };
  }

  /** A proxy gave up on the server behind it, which may have done its work. */
  static boolean isLostAnswer(int status) {
    return status == 408 || status == 502 || status == 504 || (status >= 520 && status <= 524);
  }
}
