package dev.neonflow.workflows.liquibase;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.StandardChangeLogHistoryService;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.executor.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A database as Liquibase sees it, over one connection, which somebody else closes. */
final class Session extends PostgresDatabase implements AutoCloseable {

  private final AtomicReference<@Nullable Connection> open;
  private final Connection session;
  private final ChangeLogHistoryService history;

  private Session(Connection session, ChangeLogHistoryService history) {
    this.open = new AtomicReference<>(session);
    this.session = throughOnly(open);
    this.history = history;
    setConnection(new JdbcConnection(this.session));
    history.setDatabase(this);
    factory().registerForDatabase(this, history);
  }

  /** For a changelog that will be applied. */
  static Session toWrite(Connection session) {
    return new Session(session, new StandardChangeLogHistoryService());
  }

  /** For questions; nothing is written, not even Liquibase's own tables. */
  static Session toRead(Connection session) {
    return new Session(
        session,
        new StandardChangeLogHistoryService() {
          @Override
          public void init() {}
        });
  }

  Connection session() {
    return session;
  }

  ChangeLogHistoryService history() {
    return history;
  }

  private static ChangeLogHistoryServiceFactory factory() {
    return Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class);
  }

  private static Connection throughOnly(AtomicReference<@Nullable Connection> open) {
    Class<?>[] types = {Connection.class};
    return (Connection)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            types,
            (proxy, method, arguments) -> {
              try {
                return method.invoke(open.get(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /**
   * Liquibase keeps each database that it has seen as long as the process lives; this one lets go
   * of its connection.
   */
  @Override
  public void close() {
    history.reset();
    Scope.getCurrentScope().getSingleton(ExecutorService.class).clearExecutor("jdbc", this);
    open.set(null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
