// Reads a Dockerfile with BuildKit's own parser and linter, where no builder is. Says each finding, and ends with 1 if there is one.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/opencontainers/go-digest"
)

// What a base image says of itself is asked of nobody: its variables and user matter to no rule that is looked for here.
type offline struct{}

func (offline) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, "", []byte(`{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin"]}}`), nil
}

func main() {
	file := os.Args[1]
	text, err := os.ReadFile(file)
	if err == nil {
		sources := llb.NewSourceMap(nil, file, "Dockerfile", text)
		sources.Definition = &llb.Definition{}
		results, lintErr := dockerfile2llb.DockerfileLint(context.Background(), text, dockerfile2llb.ConvertOpt{
			MetaResolver: offline{},
			SourceMap:    sources,
		})
		err = lintErr
		if results != nil {
			for _, finding := range results.Warnings {
				line := int32(0)
				if ranges := finding.Location.GetRanges(); len(ranges) > 0 {
					line = ranges[0].GetStart().GetLine()
				}
				fmt.Printf("%s:%d %s: %s\n", file, line, finding.RuleName, finding.Detail)
				defer os.Exit(1)
			}
			if results.Error != nil {
				err = fmt.Errorf("%s", results.Error.Message)
			}
		}
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
