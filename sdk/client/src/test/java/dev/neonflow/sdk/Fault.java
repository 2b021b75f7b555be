package dev.neonflow.sdk;

import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;

/** What happens to the first request of a write, and what has to become of the call. */
enum Fault {
  LOCKED_423(false),
  LIMITED_429(false),
  UNAVAILABLE_503(false),
  REFUSED(false),
  BROKE_OFF_500(false),
  BROKE_OFF_500_AFTER_APPLYING(true),
  GAVE_UP_524(false),
  GAVE_UP_524_BEFORE_APPLYING(true),
  CUT_BEFORE_APPLYING(false),
  CUT_AFTER_APPLYING(true),
  SLOW_BODY(true),
  MALFORMED_JSON(true),
  EMPTY_BODY(true),
  PAGE_OF_A_PORTAL(false);

  /** How a call ends. */
  enum Outcome {
    /** Success, sent once: the answer was good enough, or a look has told that it was done. */
    DONE,
    /** Success, sent twice. */
    SENT_AGAIN,
    /** AmbiguousWriteException, sent once. */
    AMBIGUOUS,
    /** NeonDecodingException, sent once. */
    UNREADABLE
  }

  private final boolean applied;

  Fault(boolean applied) {
    this.applied = applied;
  }

  /** Whether Neon does, sooner or later, what the request asks for. */
  boolean isApplied() {
    return applied;
  }

  /** Whether the status is that of a proxy that gave up on Neon, which is still at it. */
  boolean goesOn() {
    return this == GAVE_UP_524 || this == GAVE_UP_524_BEFORE_APPLYING;
  }

  Outcome outcome(SentWrite write) {
    Settles settles = write.settles();
    Outcome lost =
        applied && settles.seesDone()
            ? Outcome.DONE
            : settles.mayBeSentAgain() ? Outcome.SENT_AGAIN : Outcome.AMBIGUOUS;
    return switch (this) {
      // Surely nothing was done.
      case LOCKED_423, LIMITED_429, UNAVAILABLE_503, REFUSED -> Outcome.SENT_AGAIN;
      case BROKE_OFF_500,
          BROKE_OFF_500_AFTER_APPLYING,
          GAVE_UP_524,
          GAVE_UP_524_BEFORE_APPLYING,
          CUT_BEFORE_APPLYING,
          CUT_AFTER_APPLYING ->
          lost;
      // The status is enough where the content says nothing.
      case SLOW_BODY -> write.hasAnswer() ? lost : Outcome.DONE;
      // Neon says that it was done: to send it again would be to insist.
      case MALFORMED_JSON, EMPTY_BODY ->
          !write.hasAnswer() || settles.seesDone() ? Outcome.DONE : Outcome.UNREADABLE;
      // Whatever the status says, it is not Neon who says it.
      case PAGE_OF_A_PORTAL -> Outcome.UNREADABLE;
    };
  }

  /** What comes back instead of this success; of a refused one it is that, as it never came. */
  MockResponse answer(String success) {
    return switch (this) {
      case LOCKED_423 -> WireTest.error(423, "", "project already has running operations");
      case LIMITED_429 -> WireTest.error(429, "", "slow down").setHeader("Retry-After", "1");
      case UNAVAILABLE_503 -> WireTest.error(503, "", "later");
      case REFUSED -> WireTest.answer(200, success);
      case BROKE_OFF_500, BROKE_OFF_500_AFTER_APPLYING -> WireTest.error(500, "", "oops");
      case GAVE_UP_524, GAVE_UP_524_BEFORE_APPLYING ->
          WireTest.answer(524, "<html>").setHeader("Content-Type", "text/html");
      case CUT_BEFORE_APPLYING, CUT_AFTER_APPLYING ->
          new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
      case SLOW_BODY -> WireTest.answer(200, "{").setHeader("Content-Length", 1_000_000);
      case MALFORMED_JSON -> WireTest.answer(200, success.substring(0, success.length() - 1) + "]");
      case EMPTY_BODY -> WireTest.answer(200, "");
      case PAGE_OF_A_PORTAL ->
          WireTest.answer(200, "<html>Sign in to the guest network</html>")
              .setHeader("Content-Type", "text/html");
    };
  }
}
