package dev.neonflow.sdk.contract;

import dev.neonflow.sdk.contract.Findings.Finding;
import dev.neonflow.sdk.contract.Operation.Parameter;
import dev.neonflow.sdk.values.Seconds;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.ResponseBody;
import retrofit2.http.Body;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.Tag;

/** Compares one route with its operation. */
final class OperationCheck {
  private static final Set<Class<?>> NOTHING = Set.of(Void.class, ResponseBody.class);

  private final Route route;
  private final Operation operation;
  private final Findings findings = new Findings();

  private OperationCheck(Route route, Operation operation) {
    this.route = route;
    this.operation = operation;
  }

  /** What is wrong. */
  static List<Finding> check(Route route, Operation operation) {
    OperationCheck check = new OperationCheck(route, operation);
    check.parameters();
    check.answers();
    return check.findings.all();
  }

  private record Given(AnnotatedType type, boolean seconds) {}

  private void parameters() {
    Map<String, Given> given = new LinkedHashMap<>();
    Annotation[][] annotations = route.java().getParameterAnnotations();
    AnnotatedType[] types = route.java().getAnnotatedParameterTypes();
    boolean body = false;
    for (int i = 0; i < types.length; i++) {
      boolean seconds = false;
      for (Annotation annotation : annotations[i]) {
        seconds |= annotation instanceof Seconds;
      }
      for (Annotation annotation : annotations[i]) {
        if (annotation instanceof Path path) {
          given.put("path " + path.value(), new Given(types[i], seconds));
        } else if (annotation instanceof Query query) {
          given.put("query " + query.value(), new Given(types[i], seconds));
        } else if (annotation instanceof Body) {
          body = true;
          body(types[i]);
        } else if (annotation.annotationType().getPackageName().startsWith("retrofit2")
            && !(annotation instanceof Tag)) {
          findings.add("parameter " + i, annotation + " cannot be compared");
        }
      }
    }
    if (!body && operation.body() != null) {
      findings.add("body", "is missing");
    }
    compare(given);
  }

  private void compare(Map<String, Given> given) {
    Map<String, Parameter> known = new LinkedHashMap<>();
    operation.parameters().forEach(p -> known.put(p.in() + " " + p.name(), p));
    known.forEach(
        (place, parameter) -> {
          if (given.containsKey(place) || parameter.deprecated()) {
            return;
          }
          if (parameter.required()) {
            findings.add(place, "is missing");
          } else {
            findings.add(place, "is missing");
          }
        });
    given.forEach(
        (place, java) -> {
          Parameter parameter = known.get(place);
          if (parameter == null) {
            findings.add(place, "is not in the contract");
          } else {
            parameter(place, java, parameter);
          }
        });
  }

  private void parameter(String place, Given java, Parameter parameter) {
    if (parameter.required() && JavaType.nullable(java.type())) {
      findings.add(place, "is required, but @Nullable");
    } else if (!parameter.required() && !JavaType.nullable(java.type())) {
      findings.add(place, "is optional, but not @Nullable");
    }
    new ShapeCheck(Presence.REQUEST, findings)
        .value(java.type(), java.seconds(), parameter.schema(), place);
  }

  private void body(AnnotatedType type) {
    Schema schema = operation.body();
    if (schema == null) {
      findings.add("body", "is not in the contract");
      return;
    }
    Presence presence = operation.method().equals("PATCH") ? Presence.PATCH : Presence.REQUEST;
    new ShapeCheck(presence, findings).value(type, false, schema, "body ");
  }

  private void answers() {
    AnnotatedType type = JavaType.argument(route.java().getAnnotatedReturnType(), 0);
    boolean nothing = NOTHING.contains(JavaType.raw(type));
    if (operation.answers().isEmpty() && !nothing) {
      findings.add("answer", "has no content, but " + JavaType.shown(type));
    }
    operation
        .answers()
        .forEach(
            (status, schema) -> {
              boolean empty =
                  schema.type().equals("object")
                      && schema.properties().isEmpty()
                      && schema.others().isEmpty();
              if (nothing && !empty) {
                findings.add("answer", "has content, but " + JavaType.shown(type));
              } else if (!nothing) {
                new ShapeCheck(Presence.ANSWER, findings).value(type, false, schema, "answer ");
              }
            });
  }
}
