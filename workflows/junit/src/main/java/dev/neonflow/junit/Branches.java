package dev.neonflow.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Who shares what, by the place where JUnit stores it: the server and prepared branches with the
 * whole run, a branch with its class, a copied database with its test. JUnit closes each in time,
 * also after failures.
 */
final class Branches {

  private static final Namespace OURS = Namespace.create(Branches.class);

  private Branches() {}

  /** The branch of an annotated class, made at the first call. */
  static TestBranch ofClass(ExtensionContext context, NeonBranch annotation) {
    // Before the rest: what is stored first is closed last.
    NeonServer server = server(context);
    Class<?> owner = context.getRequiredTestClass();
    return store(context)
        .getOrComputeIfAbsent(
            new Key("branch", context.getUniqueId()),
            key -> branch(server, context, annotation, BranchName.of(annotation.prefix(), owner)),
            TestBranch.class);
  }

  /**
   * The database of a test, copied at the first call.
   *
   * @param classContext the class whose {@code @BeforeAll} methods ran last before the test
   */
  static NeonDatabase ofTest(
      ExtensionContext context, ExtensionContext classContext, NeonDatabase original) {
    DatabaseCopies copies =
        store(classContext)
            .getOrComputeIfAbsent(
                new Key("copies", classContext.getUniqueId()),
                key -> DatabaseCopies.of(original),
                DatabaseCopies.class);
    return store(context)
        .getOrComputeIfAbsent(
            new Key("copy", context.getUniqueId()), key -> copies.next(), DatabaseCopies.Copy.class)
        .database();
  }

  /** The server of this run, started at the first call. */
  static NeonServer server(ExtensionContext context) {
    return store(context.getRoot())
        .getOrComputeIfAbsent(
            NeonServer.class,
            key ->
                NeonServer.of(
                    Target.of(context.getConfigurationParameter(Target.PARAMETER)), System::getenv),
            NeonServer.class);
  }

  private static TestBranch branch(
      NeonServer server, ExtensionContext context, NeonBranch annotation, String name) {
    BranchSource source = BranchSource.of(annotation);
    if (!source.hasSetup()) {
      return TestBranch.create(server, name, source);
    }
    if (server.lease() != null) {
      return prepared(server, name, source);
    }
    TestBranch parent =
        store(context.getRoot())
            .getOrComputeIfAbsent(
                source,
                key -> prepared(server, BranchName.of(annotation.prefix(), source.setup()), source),
                TestBranch.class);
    return TestBranch.create(server, name, source.preparedOn(parent.database().branchId()));
  }

  private static TestBranch prepared(NeonServer server, String name, BranchSource source) {
    TestBranch branch = TestBranch.create(server, name, source);
    boolean done = false;
    try {
      ReflectionSupport.newInstance(source.setup()).prepare(branch.database());
      done = true;
      return branch;
    } catch (Exception e) {
      throw new NeonBranchException(
          source.setup().getName() + " could not prepare a branch: " + e.getMessage(), e);
    } finally {
      if (!done) {
        branch.close();
      }
    }
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(OURS);
  }

  /** Stores show what is in the stores around them: a key names its owner. */
  private record Key(String what, String ownerId) {}
}
