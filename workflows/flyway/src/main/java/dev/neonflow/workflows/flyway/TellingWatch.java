package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.migrate.MigrationWatch;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Says to whoever looks on which migration begins. */
final class TellingWatch extends BaseCallback {
  private final MigrationWatch watch;

  TellingWatch(MigrationWatch watch) {
    this.watch = watch;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public void handle(Event event, Context context) {
    watch.begins(context.getMigrationInfo().getScript());
  }
}
