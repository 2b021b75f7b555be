package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Polling;
import dev.neonflow.workflows.internal.http.PublicUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an app's URL until it answers as it should. */
final class FlyReadiness {
  private static final Duration TURN = Duration.ofSeconds(1);

  private final URI url;
  private final boolean strict;
  private final PublicUrl asked;
  private final Polling polling;
  private String said = "";

  /**
   * Of an app.
   *
   * @param healthPath the path that says 2xx when it is ready, or null for any status below 500
   */
  FlyReadiness(StepContext context, URI app, @Nullable String healthPath) {
    this.url = healthPath == null ? app : app.resolve(healthPath);
    this.strict = healthPath != null;
    this.asked = new PublicUrl(url, context);
    this.polling = new Polling(context, TURN);
  }

  /**
   * Asks until it answers as it should or the time is over; at least once.
   *
   * @return null once it does, else what it said last
   */
  @Nullable String await(Duration within) {
    return polling.until(within, this::ready).isPresent() ? null : said;
  }

  private Optional<Integer> ready() {
    PublicUrl.Reply reply = asked.ask();
    int status = reply.status();
    said = url + " " + reply.words();
    boolean ready = strict ? status / 100 == 2 : status > 0 && status < 500;
    return ready ? Optional.of(status) : Optional.empty();
  }
}
