package dev.neonflow.workflows.internal.http;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;

/**
 * One third party's JSON API. What is done again: reading, PUT and DELETE when the connection fails
 * or the answer is 500, 502, 503 or 504; anything when surely nothing was done, which is when no
 * connection came about and when a rate limit refused it. Four attempts, the pauses double from 500
 * ms; a rate limit's own time is kept up to a minute. Redirects are not followed. Logs say method,
 * path, status, never a query, a header or a body. Immutable and thread-safe.
 */
public final class ThirdParty {
  private static final Logger log = LoggerFactory.getLogger(ThirdParty.class);

  private final String name;
  private final String base;
  private final Retrofit retrofit;
  private final List<Secret> hidden;
  private final Redactor redactor;

  private ThirdParty(String name, String base, Retrofit retrofit, List<Secret> hidden) {
    this.name = name;
    this.base = base;
    this.retrofit = retrofit;
    this.hidden = List.copyOf(hidden);
    this.redactor = Redactor.of(hidden);
  }

  /**
   * One with this token.
   *
   * @param name as people write it, for example {@code Vercel}
   * @param base what routes are relative to
   * @param headers sent with each request
   * @param bearer the token; no answer shows it
   * @throws PreconditionException if the base is neither https nor loopback
   */
  public static ThirdParty of(
      String name, URI base, Map<String, String> headers, @Nullable Secret bearer) {
    String checked = Base.checked(name, base);
    if (bearer != null && !bearer.reveal().matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?")) {
      // A header with such a character would break only when it is sent. Fly.io's have a space.
      throw PreconditionException.usage(
          "the token for "
              + name
              + " is empty, or has line ends, spaces around it or other"
              + " characters that no token has",
          "set it again, without anything around it");
    }
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(checked)
            .callFactory(Calls.with(headers, bearer))
            .addConverterFactory(new JsonBodies())
            .validateEagerly(true)
            .build();
    return new ThirdParty(name, checked, retrofit, bearer == null ? List.of() : List.of(bearer));
  }

  /** The same, whose answers show these neither. */
  public ThirdParty hiding(Collection<Secret> more) {
    List<Secret> all = new ArrayList<>(hidden);
    all.addAll(more);
    return new ThirdParty(name, base, retrofit, all);
  }

  /**
   * Its routes: an interface for Retrofit, with paths relative to the base ({@code v1/apps}) and
   * lenient public records.
   */
  public <T> T routes(Class<T> type) {
    return retrofit.create(type);
  }

  /**
   * Makes a call, as often as it takes; the same call can be sent again. Ends at once when the run
   * is cancelled.
   *
   * @return the answer, whatever its status
   * @throws ConnectionLostException if there is none; if it cannot be read; or if a rate limit asks
   *     for more than a minute. Unless it {@link ConnectionLostException#isUndone() is undone}, a
   *     POST or PATCH may have been done
   * @throws dev.neonflow.workflows.WorkflowCancelledException if the run is to end
   */
  public <B> Answer<B> send(Call<B> call, StepContext context) {
    Request request = call.request();
    String method = request.method();
    for (int attempt = 1; ; attempt++) {
      context.cancel().throwIfCancelled();
      Duration pause;
      try {
        Answer<B> answer = answer(new Flight<>(call.clone(), context).response());
        log.debug("{} -> {}", shown(request), answer.status());
        pause = Retrying.pauseAfter(attempt, name, method, answer, context.clock().instant());
        if (pause == null) {
          return answer;
        }
      } catch (IOException e) {
        context.cancel().throwIfCancelled();
        log.debug("{} -> {}", shown(request), e.getClass().getSimpleName());
        pause = Retrying.pauseAfter(attempt, method, e);
        if (pause == null) {
          throw lost(request, e);
        }
      } catch (JsonBodies.UnreadableException e) {
        throw new ConnectionLostException(
            name + " answered " + shown(request) + " with something else than its JSON",
            "look whether " + base + " is the API of " + name + ", or a proxy answers for it",
            e);
      }
      context.pause(pause);
    }
  }

  /**
   * Makes a call once, also when the run was cancelled and its thread interrupted: what a step
   * still has to say at its end.
   *
   * @param within how long the answer is waited for
   * @return empty if there is none in time
   */
  public <B> Optional<Answer<B>> lastWord(Call<B> call, Duration within) {
    boolean interrupted = Thread.interrupted();
    try {
      Answer<B> answer = answer(Flight.once(call.clone(), within));
      log.debug("{} -> {}", shown(call.request()), answer.status());
      return Optional.of(answer);
    } catch (IOException | JsonBodies.UnreadableException e) {
      log.debug("{} -> {}", shown(call.request()), e.getClass().getSimpleName());
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * The body of an answer that cannot do without one.
   *
   * @throws ConnectionLostException if it has none
   */
  public <B> B body(Answer<B> answer) {
    B body = answer.body();
    if (body == null) {
      throw new ConnectionLostException(
          name + " answered " + answer.toPeople() + " without the content that belongs to it",
          "run it again",
          null);
    }
    return body;
  }

  /** A text of a 2xx without secrets; those of errors have none. */
  public String redacted(String text) {
    return redactor.redact(text);
  }

  private <B> Answer<B> answer(Response<B> response) throws IOException {
    ResponseBody error = response.errorBody();
    return new Answer<>(
        response.code(),
        response.body(),
        error == null ? "" : JsonBodies.errorText(error.string(), redactor),
        response.headers());
  }

  private ConnectionLostException lost(Request request, IOException e) {
    boolean notSent = e instanceof Sent.NotSentException;
    String why = ": " + redactor.redact(String.valueOf(e.getMessage()));
    String next = "check the network and the status of " + name + ", then run it again";
    return notSent
        ? ConnectionLostException.undone(name + " cannot be reached at " + base + why, next)
        : new ConnectionLostException(
            "the connection to " + name + " broke during " + shown(request) + why, next, null);
  }

  private String shown(Request request) {
    return request.method() + " " + redactor.redact(request.url().encodedPath());
  }
}
