package dev.neonflow.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Command lines to begin with, which {@code --help} shows: on the class of a command's options, or
 * on the method that is the command.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Examples {

  /** Each as it is typed, the one that most people need first. */
  String[] value();
}
