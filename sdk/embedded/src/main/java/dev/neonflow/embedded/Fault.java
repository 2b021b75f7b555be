package dev.neonflow.embedded;

import java.time.Duration;

/**
 * Something that goes wrong on demand in an embedded Neon, to see how a client bears it: what to
 * pass to {@link EmbeddedNeon#inject}. Immutable; each method that changes something returns a
 * copy. A fault happens once, unless {@link #times(int)} or {@link #always()} say otherwise; of
 * several that fit a request, the one that was injected first happens. Faults end with the server.
 */
public sealed interface Fault permits RequestFault, OperationFault, ComputeFault {

  /** When a connection is cut. */
  enum At {
    /** The request has no effect and no answer. */
    BEFORE_APPLYING,
    /** The request has its effect, its answer is lost. */
    AFTER_APPLYING,
    /** The request has its effect; the connection ends in the middle of the answer's body. */
    WITHIN_BODY
  }

  /** How often it happens; {@link Integer#MAX_VALUE} stands for always. */
  int times();

  /** The same, happening so many times. */
  Fault times(int count);

  /** The same, happening until it is removed. */
  default Fault always() {
    return times(Integer.MAX_VALUE);
  }

  /**
   * An error instead of the request's effect: nothing is applied.
   *
   * @param status 400 to 599
   */
  static RequestFault status(int status) {
    return RequestFault.of(new RequestFault.Status(status, null, false));
  }

  /** The connection is cut. */
  static RequestFault cut(At at) {
    return RequestFault.of(new RequestFault.Cut(at));
  }

  /** The request is applied at once; its answer comes so much later. */
  static RequestFault delay(Duration duration) {
    return RequestFault.of(new RequestFault.Delay(duration));
  }

  /** The body of the answer comes in pieces, the last one after this time. */
  static RequestFault slowBody(Duration duration) {
    return RequestFault.of(new RequestFault.SlowBody(duration));
  }

  /**
   * The request is applied; the JSON of its answer ends in the middle. An answer without a body
   * stays as it is.
   */
  static RequestFault malformed() {
    return RequestFault.of(new RequestFault.Malformed());
  }

  /**
   * Each request fails with this probability, in one of the ways of this class (423, 429, 500, 503,
   * 524, cuts, a delay, a slow or malformed body), until the fault is removed. The same seed fails
   * the same requests of the same sequence in the same way.
   *
   * @param probability above 0, at most 1
   */
  static RequestFault random(long seed, double probability) {
    return RequestFault.of(new RequestFault.Random(seed, probability)).always();
  }

  /** The next operation fails, whatever it does. */
  static OperationFault operationFails() {
    return new OperationFault(OperationFault.Kind.FAILS, null, 1);
  }

  /**
   * The next operation of this action fails.
   *
   * @param action as in the API, for example {@code create_branch}
   */
  static OperationFault operationFails(String action) {
    return new OperationFault(OperationFault.Kind.FAILS, action, 1);
  }

  /** The next operation hangs, whatever it does; see {@link #operationHangs(String)}. */
  static OperationFault operationHangs() {
    return new OperationFault(OperationFault.Kind.HANGS, null, 1);
  }

  /**
   * The next operation of this action stays {@code running}, and its branch locked, until {@link
   * InjectedFault#remove()} lets it go on. A server that is closed leaves it unfinished. A project
   * runs four chains of operations at a time, and a hanging one counts.
   *
   * @param action as in the API, for example {@code create_branch}
   */
  static OperationFault operationHangs(String action) {
    return new OperationFault(OperationFault.Kind.HANGS, action, 1);
  }

  /** The next start of a compute takes so much longer; a connection that wakes it waits too. */
  static ComputeFault slowCompute(Duration duration) {
    return new ComputeFault(duration, 1);
  }

  /** The next start of a compute fails, whether an operation or a connection asks for it. */
  static ComputeFault computeFails() {
    return new ComputeFault(null, 1);
  }
}
