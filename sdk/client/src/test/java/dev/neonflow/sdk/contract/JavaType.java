package dev.neonflow.sdk.contract;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Questions to a type. */
final class JavaType {
  private JavaType() {}

  static Class<?> raw(AnnotatedType type) {
    Type plain = type.getType();
    if (plain instanceof ParameterizedType of) {
      plain = of.getRawType();
    }
    if (plain instanceof Class<?> raw) {
      return raw;
    }
    throw new IllegalArgumentException(type + " is no class");
  }

  /** A type argument. */
  static AnnotatedType argument(AnnotatedType type, int number) {
    if (type instanceof AnnotatedParameterizedType of) {
      return of.getAnnotatedActualTypeArguments()[number];
    }
    throw new IllegalArgumentException(type + " does not say of what");
  }

  /** Without packages. */
  static String shown(AnnotatedType type) {
    return type.getType().getTypeName().replaceAll("[\\w.]+[.$]", "");
  }

  static boolean nullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }
}
