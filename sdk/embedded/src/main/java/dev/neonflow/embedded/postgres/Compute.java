package dev.neonflow.embedded.postgres;

/** A PostgreSQL process behind a public port that stays the same for the compute's life. */
public interface Compute extends AutoCloseable {

  /** The loopback port that clients connect to. */
  int port();

  /** Whether the PostgreSQL process is up and accepts connections. */
  boolean running();

  /** Starts the process if it is not running; returns when it accepts connections. */
  void resume();

  /** Stops the process; the port stays open and the next connection starts it again. */
  void suspend();

  /**
   * The same, unless a client is connected or work goes on behind the port.
   *
   * @return whether the process is stopped now
   */
  boolean suspendUnlessUsed();

  /** How much it is used by clients. */
  Use use();

  /** From now on every connection is refused with this message, and starts nothing. */
  void refuse(String message);

  /** Ends {@link #refuse}. */
  void admit();

  /**
   * Stops the process like {@link #suspend}, but connections wait, and nothing starts it, until
   * {@link #moveTo}.
   */
  void hold();

  /**
   * Serves another timeline's data from now on, or the same again after {@link #hold}. The process
   * must be stopped; the next connection, or {@link #resume}, starts it.
   */
  void moveTo(String timelineId);

  /** The databases in this branch that are not PostgreSQL's own, read from the catalog. */
  java.util.List<DatabaseRow> databases();

  /** The roles in this branch that are not Neon's own or PostgreSQL's, read from the catalog. */
  java.util.List<String> roles();

  /**
   * Makes a role that may do what the owner of a project may.
   *
   * @param login whether it may log in, once it has a password
   * @param owner who may drop it, and make things in its name
   */
  void createRole(String role, boolean login, String owner);

  /** Renames a database, whoever uses it, and gives it to a role; either may be as it was. */
  void changeDatabase(String database, String newName, String owner);

  /** The schema of a database as it is now. */
  DatabaseSchema schema(String database);

  /** The statements that make the same roles elsewhere; secret, for they tell verifiers. */
  java.util.List<String> roleStatements();

  /** Runs each text, which may be several statements, as a superuser in a database. */
  void execute(String database, java.util.List<String> texts);

  /** The same as a role, which gets no more rights by it than it has. */
  void executeAs(String role, String password, String database, java.util.List<String> texts);

  /** Gives a role a new password. */
  void setPassword(String role, String password);

  /** Stops the process and closes the port. */
  @Override
  void close();
}
