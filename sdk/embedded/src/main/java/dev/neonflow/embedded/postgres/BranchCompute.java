package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A branch's server process, the relay in front of it, and a superuser's work behind that. */
final class BranchCompute implements Compute, Relay.Backend {

  private static final int CONNECT_ATTEMPTS = 4;
  private static final int READ_ATTEMPTS = 3;
  private static final Duration DYING = Duration.ofSeconds(15);

  private final AdminSession admin;
  private final Places places;
  private final PlacedServer server;
  private final Relay relay;
  private final AtomicInteger works = new AtomicInteger();
  private volatile @Nullable String refusal;

  /**
   * Takes the port of the spec over.
   *
   * @param listener is bound to it
   * @param beforeStart run with the place's lock before each start of the process
   */
  BranchCompute(
      Place place,
      ServerSocket listener,
      Path tls,
      String adminPassword,
      Runnable beforeStart,
      Places places) {
    this.admin = new AdminSession(adminPassword);
    this.places = places;
    this.server = new PlacedServer(place, beforeStart, admin::close);
    this.relay = new Relay(listener, tls, this);
  }

  /** Serves the port; the first connection starts the process. */
  void serve() {
    relay.serve();
  }

  /** The port of the process itself, or 0 while there is none. */
  int serverPort() {
    return server.port();
  }

  /** Whether only its opener knows of it, who closes it in a moment. */
  boolean hidden() {
    return server.spec().hidden();
  }

  /** Runs work in a superuser's session on the database {@code postgres}. */
  <T> T asAdmin(AdminSession.Work<T> work) {
    return counted(() -> admin.use(server.ensure().port(), work));
  }

  /** The same for a database, in a session of its own. */
  private <T> T asAdmin(String database, AdminSession.Work<T> work) {
    return counted(() -> admin.useOnce(server.ensure().port(), database, work));
  }

  /** Work with sessions of its own. */
  @FunctionalInterface
  private interface Sessions<T> {
    T use() throws SQLException, IOException;
  }

  private <T> T counted(Sessions<T> work) {
    works.incrementAndGet();
    try {
      return work.use();
    } catch (SQLException | IOException e) {
      throw failed(e);
    } finally {
      works.decrementAndGet();
    }
  }

  /** Reads again if the server was stopped meanwhile, which wakes it. */
  private <T> T reading(Sessions<T> work) {
    return counted(
        () -> {
          for (int attempt = 1; ; attempt++) {
            try {
              return work.use();
            } catch (SQLException e) {
              if (attempt == READ_ATTEMPTS || !cut(e)) {
                throw e;
              }
            }
          }
        });
  }

  private <T> T reading(AdminSession.Work<T> work) {
    return reading(() -> admin.use(server.ensure().port(), work));
  }

  private static boolean cut(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  private PostgresException failed(Exception e) {
    return new PostgresException("Branch " + server.spec().branchId() + ": " + firstLine(e), e);
  }

  @Override
  public int port() {
    return relay.port();
  }

  @Override
  public boolean running() {
    return server.running();
  }

  @Override
  public void resume() {
    server.ensure();
  }

  @Override
  public void suspend() {
    server.stop();
  }

  @Override
  public boolean suspendUnlessUsed() {
    return server.stopUnless(() -> relay.use().sessions() > 0 || works.get() > 0);
  }

  @Override
  public Use use() {
    return relay.use();
  }

  @Override
  public void refuse(String message) {
    refusal = message;
  }

  @Override
  public void admit() {
    refusal = null;
  }

  @Override
  public void hold() {
    server.hold();
  }

  @Override
  public void moveTo(String timelineId) {
    server.moveTo(timelineId, from -> places.moved(this, from, timelineId));
  }

  @Override
  public List<DatabaseRow> databases() {
    return reading(CatalogSql::databases);
  }

  @Override
  public List<String> roles() {
    return reading(session -> CatalogSql.texts(session, CatalogSql.ROLES));
  }

  @Override
  public DatabaseSchema schema(String database) {
    return reading(() -> admin.useOnce(server.ensure().port(), database, CatalogSql::schema));
  }

  @Override
  public List<String> roleStatements() {
    return reading(CatalogSql::roleStatements);
  }

  @Override
  public void execute(String database, List<String> texts) {
    asAdmin(
        database,
        session -> {
          CatalogSql.execute(session, texts);
          return texts;
        });
  }

  @Override
  public void executeAs(String role, String password, String database, List<String> texts) {
    counted(
        () ->
            AdminSession.once(
                server.ensure().port(),
                role,
                password,
                database,
                session -> {
                  CatalogSql.execute(session, texts);
                  return texts;
                }));
  }

  @Override
  public void setPassword(String role, String password) {
    run(session -> CatalogSql.setPassword(session, role, password));
  }

  @Override
  public void createRole(String role, boolean login, String owner) {
    run(session -> CatalogSql.createRole(session, role, login, owner));
  }

  @Override
  public void changeDatabase(String database, String newName, String owner) {
    run(session -> CatalogSql.changeDatabase(session, database, newName, owner));
  }

  /** Work without a result. */
  @FunctionalInterface
  private interface Statements {
    void run(Connection session) throws SQLException;
  }

  private void run(Statements statements) {
    asAdmin(
        session -> {
          statements.run(session);
          return session;
        });
  }

  @Override
  public void close() {
    relay.close();
    server.close(() -> places.closed(this, server.spec()));
  }

  @Override
  public Socket connect() throws IOException {
    String message = refusal;
    if (message != null) {
      throw new PostgresException(message, null);
    }
    for (int attempt = 1; ; attempt++) {
      Postmaster current = server.ensure();
      try {
        return new Socket(Loopback.address(), current.port());
      } catch (ConnectException e) {
        if (attempt == CONNECT_ATTEMPTS) {
          throw e;
        }
        current.awaitEnd(DYING);
      }
    }
  }

  @Override
  public boolean awaitEnd() {
    Postmaster last = server.last();
    return last == null || last.awaitEnd(DYING);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
