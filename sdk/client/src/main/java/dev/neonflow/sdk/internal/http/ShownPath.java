package dev.neonflow.sdk.internal.http;

import okhttp3.Request;

/** The path of a request as it may be shown: who knows a transfer request can take the project. */
final class ShownPath {
  private static final String TRANSFERS = "/transfer_requests";

  private ShownPath() {}

  static String of(Request request) {
    AnyRequests.Route route = request.tag(AnyRequests.Route.class);
    String path = route == null ? request.url().encodedPath() : route.shownPath();
    int secret = path.indexOf(TRANSFERS + "/") + TRANSFERS.length() + 1;
    if (secret <= TRANSFERS.length()) {
      return path;
    }
    int end = path.indexOf('/', secret);
    return path.substring(0, secret) + BodyText.HIDDEN + (end < 0 ? "" : path.substring(end));
  }

  /** Whether the id in the answer is the secret. */
  static boolean isAnsweredWithSecret(Request request) {
    return request.url().encodedPath().endsWith(TRANSFERS);
  }
}
