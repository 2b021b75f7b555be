package dev.neonflow.junit;

import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link NeonBranch} registers. */
final class NeonBranchExtension implements BeforeAllCallback, ParameterResolver {

  /** A constructor that runs for one test gets what the test gets. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** Early, so that a branch that cannot be made fails the class once and not each test. */
  @Override
  public void beforeAll(ExtensionContext context) {
    database(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == DataSource.class || type == NeonDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    NeonDatabase database = database(context);
    return parameter.getParameter().getType() == DataSource.class
        ? database.dataSource()
        : database;
  }

  private static NeonDatabase database(ExtensionContext context) {
    ExtensionContext annotated = context;
    while (annotation(annotated).isEmpty()) {
      annotated = annotated.getParent().orElseThrow();
    }
    NeonBranch annotation = annotation(annotated).orElseThrow();
    NeonDatabase branch = Branches.ofClass(annotated, annotation).database();
    if (!annotation.databasePerTest() || isClass(context)) {
      return branch;
    }
    ExtensionContext nearest = context;
    while (!isClass(nearest)) {
      nearest = nearest.getParent().orElseThrow();
    }
    return Branches.ofTest(context, nearest, branch);
  }

  private static Optional<NeonBranch> annotation(ExtensionContext context) {
    return context
        .getElement()
        .filter(Class.class::isInstance)
        .flatMap(type -> AnnotationSupport.findAnnotation(type, NeonBranch.class));
  }

  private static boolean isClass(ExtensionContext context) {
    return context.getElement().filter(Class.class::isInstance).isPresent();
  }
}
