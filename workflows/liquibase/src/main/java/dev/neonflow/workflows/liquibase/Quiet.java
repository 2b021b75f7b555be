package dev.neonflow.workflows.liquibase;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import liquibase.Scope;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Liquibase's surroundings: it finds files in one directory only, and speaks through SLF4J. */
final class Quiet {
  private static final int DEPLOYMENT_DIGITS = 10;

  private Quiet() {}

  /** Does something with Liquibase, in this thread. */
  static <T> T run(Path directory, Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader ours = Quiet.class.getClassLoader();
    // Liquibase finds its parts with it, for good: the first use decides for the whole process.
    thread.setContextClassLoader(ours);
    try {
      String now = Long.toString(Clock.systemUTC().millis());
      Map<String, Object> surroundings =
          Map.of(
              Scope.Attr.resourceAccessor.name(),
              new DirectoryResourceAccessor(directory.toAbsolutePath()),
              Scope.Attr.classLoader.name(),
              ours,
              Scope.Attr.logService.name(),
              new Slf4j(),
              Scope.Attr.ui.name(),
              new LoggerUIService(),
              // Else all runs of a process would be one deployment.
              Scope.Attr.deploymentId.name(),
              now.substring(now.length() - DEPLOYMENT_DIGITS));
      return Scope.child(surroundings, work::call);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Liquibase's log is for those who look for its faults: all else is in exceptions. */
  private static final class Slf4j extends AbstractLogService {
    @Override
    public int getPriority() {
      return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Logger getLog(Class type) {
      return new Log(LoggerFactory.getLogger(type));
    }
  }

  private static final class Log extends AbstractLogger {
    private final org.slf4j.Logger log;

    Log(org.slf4j.Logger log) {
      this.log = log;
    }

    @Override
    public void close() {}

    /** Errors, which quote statements and rows, come as exceptions. */
    @Override
    public void log(Level level, @Nullable String message, @Nullable Throwable error) {
      if (error == null && level.intValue() < Level.SEVERE.intValue()) {
        log.debug("{}", message);
      }
    }
  }
}
