# SPDX-License-Identifier: Apache-2.0
#
# An Elixir program: a supervised agent, structs, protocols, streams, string interpolation, and the
# logger application.
defmodule Shape do
  defstruct [:name, :sides]

  defimpl String.Chars do
    def to_string(shape), do: "#{shape.name} (#{shape.sides} sides)"
  end
end

defmodule Hello do
  require Logger

  def main(arguments) do
    children = [{Agent, fn -> %{} end}]
    {:ok, supervisor} = Supervisor.start_link(children, strategy: :one_for_one)
    [{_, agent, _, _}] = Supervisor.which_children(supervisor)

    shapes = [%Shape{name: "triangle", sides: 3}, %Shape{name: "square", sides: 4}]
    for shape <- shapes, do: Agent.update(agent, &Map.put(&1, shape.name, shape))

    IO.puts("Hello from Elixir #{System.version()}, arguments: #{inspect(arguments)}")
    IO.puts(Enum.map_join(shapes, ", ", &to_string/1))
    IO.inspect(Agent.get(agent, &Map.keys/1), label: "kept")

    1..10
    |> Stream.filter(&(rem(&1, 3) == 0))
    |> Enum.map(&(&1 * &1))
    |> IO.inspect(label: "squares")

    Logger.info("this goes through the logger application")
    Logger.flush()
  end
end
