package dev.neonflow.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options that are not on the command line the value that is set elsewhere. */
final class SettingsDefaults implements IDefaultValueProvider {

  private static final Set<String> ONLY_ON_COMMAND_LINE = Set.of("help", "version");

  private final Settings settings;

  SettingsDefaults(Settings settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String name = name(argument);
    if (name.isEmpty() || ONLY_ON_COMMAND_LINE.contains(name)) {
      return null;
    }
    boolean isSwitch = argument.type() == boolean.class || argument.type() == Boolean.class;
    return settings
        .find(name)
        .map(found -> isSwitch ? String.valueOf(Settings.flag(found)) : found.value())
        .orElse(null);
  }

  /** An option's long name without its dashes; empty for a positional parameter. */
  static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName().replaceFirst("^-+", "")
        : "";
  }
}
