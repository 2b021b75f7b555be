package dev.neonflow.sdk.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.LimitExceededException;
import dev.neonflow.sdk.error.LockedException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.RateLimitedException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.sdk.error.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;

/** Turns an answer that is no success into the exception for it. */
final class ErrorDecoder {
  private static final int LONGEST_MESSAGE = 500;

  private final JsonAdapter<ErrorBody> bodies;
  private final Secret apiKey;

  ErrorDecoder(Moshi moshi, Secret apiKey) {
    this.bodies = moshi.adapter(ErrorBody.class);
    this.apiKey = apiKey;
  }

  NeonException decode(
      Target target, Response<?> response, int attempts, @Nullable Duration retryAfter) {
    int status = response.code();
    ErrorBody body = body(response.errorBody());
    String code = clean(body.code());
    String headerId = RequestIds.of(response.headers());
    String requestId =
        headerId != null || body.requestId() == null ? headerId : clean(body.requestId());
    String lookAt = Statuses.isLostAnswer(status) ? target.lookAt() : null;
    String remedy =
        lookAt == null
            ? Remedies.of(target, status, code, clean(body.message()), retryAfter)
            : FailureDecoder.lookBeforeSendingAgain(lookAt);
    boolean passing = Statuses.isRetryable(status, target.isRead());
    ErrorDetails details = new ErrorDetails(status, code, requestId, attempts, passing, remedy);
    String message = message(target, status, code, clean(body.message()), requestId, remedy);
    if (lookAt != null) {
      return new AmbiguousWriteException(message, details, lookAt, null);
    }
    if (Statuses.isLimit(status, code)) {
      return new LimitExceededException(message, details, null);
    }
    return switch (status) {
      case 401 -> new UnauthorizedException(message, details, null);
      case 403 -> new ForbiddenException(message, details, null);
      case 404 -> new NotFoundException(message, details, null);
      case 409 -> new ConflictException(message, details, null);
      case 423 -> new LockedException(message, details, null);
      case 429 -> new RateLimitedException(message, details, retryAfter);
      default ->
          status >= 500
              ? new UnavailableException(message, details, null)
              : new InvalidRequestException(message, details, null);
    };
  }

  private static String message(
      Target target,
      int status,
      String code,
      String text,
      @Nullable String requestId,
      String remedy) {
    StringBuilder message =
        new StringBuilder().append(target).append(" was answered with ").append(status);
    if (!code.isEmpty()) {
      message.append(' ').append(code);
    }
    if (!text.isEmpty()) {
      message.append(": ").append(text);
    }
    if (requestId != null) {
      message.append(" (request ").append(requestId).append(')');
    }
    return message.append(". ").append(remedy).toString();
  }

  private ErrorBody body(@Nullable ResponseBody errorBody) {
    if (errorBody == null) {
      return ErrorBody.NONE;
    }
    try {
      ErrorBody body = bodies.fromJson(errorBody.source());
      return body == null ? ErrorBody.NONE : body;
    } catch (IOException | JsonDataException e) {
      // A proxy's page, for example. Never shown: nobody knows what is in it.
      return ErrorBody.NONE;
    }
  }

  /** One line of a sensible length that cannot hold the key. */
  private String clean(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    String safe = apiKey.isEmpty() ? line : line.replace(apiKey.reveal(), apiKey.toString());
    return safe.length() <= LONGEST_MESSAGE ? safe : safe.substring(0, LONGEST_MESSAGE) + "...";
  }
}
