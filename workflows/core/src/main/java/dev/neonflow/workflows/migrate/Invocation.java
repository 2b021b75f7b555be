package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.internal.process.Command;
import dev.neonflow.workflows.internal.process.DatabaseEnvironment;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a tool is started.
 *
 * @param argv the program and its arguments; no secrets
 * @param directory where it runs
 * @param shell whether {@code argv} is one line of shell
 * @param node whether its URLs are for drivers of Node.js
 */
record Invocation(List<String> argv, Path directory, boolean shell, boolean node) {

  Command command(MigrationTarget target, Redactor redactor) {
    Map<String, String> environment =
        node
            ? DatabaseEnvironment.forNodeTools(target.direct(), target.pooled())
            : DatabaseEnvironment.forTools(target.direct(), target.pooled());
    environment.put("PGAPPNAME", MigrationLock.SESSIONS);
    return new Command(
        shell ? Command.shell(argv.get(0)) : argv,
        directory,
        environment,
        target.watch().commandStarts(),
        redactor);
  }
}
