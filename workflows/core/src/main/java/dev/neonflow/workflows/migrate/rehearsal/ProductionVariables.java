package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.sdk.ConnectionUri;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * Which variables of the environment may lead a command to production, whatever they are called.
 *
 * @param server what production's URLs and hosts have in them
 */
record ProductionVariables(String server) implements BiPredicate<String, String> {

  /**
   * By where production's database is. An endpoint of Neon can have several host names; the first
   * part of each is its id.
   */
  static ProductionVariables of(ConnectionUri production) {
    ConnectionUri direct = production.direct();
    String host = direct.host().toLowerCase(Locale.ROOT);
    int dot = host.indexOf('.');
    return new ProductionVariables(
        host.startsWith("ep-") && dot > 0 ? host.substring(0, dot) : host + ":" + direct.port());
  }

  @Override
  public boolean test(String name, String value) {
    return name.toUpperCase(Locale.ROOT).startsWith("POSTGRES_")
        || value.toLowerCase(Locale.ROOT).contains(server);
  }
}
