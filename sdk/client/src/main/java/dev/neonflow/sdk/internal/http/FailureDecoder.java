package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.UnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Turns a call without a readable answer into the exception for it. */
final class FailureDecoder {
  private FailureDecoder() {}

  static NeonException unreadable(
      Target target,
      int status,
      @Nullable String requestId,
      int attempts,
      String why,
      @Nullable Throwable cause) {
    String lookAt = target.lookAt();
    String remedy =
        lookAt == null
            ? "Check the API base (NEON_API_HOST), and whether there is a newer version of this client"
            : lookBeforeSendingAgain(lookAt);
    ErrorDetails details = new ErrorDetails(status, "", requestId, attempts, false, remedy);
    String message = target + " was answered with something that cannot be read: " + why;
    return new NeonDecodingException(message + ". " + remedy, details, cause);
  }

  static NeonException noAnswer(Target target, IOException e, int attempts) {
    if (isNotSent(e)) {
      boolean retryable = !isUntrusted(e);
      String remedy =
          retryable
              ? "Check the network and the API base (NEON_API_HOST)"
              : "Check the certificate of the API base (NEON_API_HOST)";
      return new UnavailableException(
          target + " could not be sent: " + why(e) + ". " + remedy,
          details(attempts, retryable, remedy),
          e);
    }
    String lookAt = target.lookAt();
    if (lookAt != null) {
      String remedy = lookBeforeSendingAgain(lookAt);
      String lost = isTimeout(e) ? " not answered in time" : " its answer was lost: " + why(e);
      return new AmbiguousWriteException(
          target + " was sent but" + lost + ". " + remedy,
          details(attempts, false, remedy),
          lookAt,
          e);
    }
    if (isTimeout(e)) {
      String remedy = "Try again later, or give it more time: requestTimeout, or the deadline";
      return new NeonTimeoutException(
          target + " was not answered in time. " + remedy, details(attempts, true, remedy), e);
    }
    String remedy = "Try again later, and look for what cuts connections, such as a proxy";
    return new UnavailableException(
        target + " was cut off: " + why(e) + ". " + remedy, details(attempts, true, remedy), e);
  }

  static String lookBeforeSendingAgain(String lookAt) {
    return "Look at " + lookAt + " before sending it again";
  }

  private static ErrorDetails details(int attempts, boolean retryable, String remedy) {
    return new ErrorDetails(0, "", null, attempts, retryable, remedy);
  }

  private static boolean isNotSent(IOException e) {
    return e instanceof Delivery.NotSentException
        || e.getCause() instanceof Delivery.NotSentException;
  }

  private static boolean isUntrusted(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTimeout(IOException e) {
    return e instanceof InterruptedIOException || e.getCause() instanceof InterruptedIOException;
  }

  private static String why(IOException e) {
    if (isTimeout(e)) {
      return "it took too long";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
