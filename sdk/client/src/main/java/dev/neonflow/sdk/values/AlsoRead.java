package dev.neonflow.sdk.values;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Another word by which Neon's answers name a constant. It is never sent. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface AlsoRead {

  /** The word. */
  String value();
}
