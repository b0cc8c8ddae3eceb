# frozen_string_literal: true

require 'fiddle/import'
require 'json'

# libbwp from Ruby, with Fiddle and the standard library: copy this file.
#
#     Bwp::Client.open(provider: 'baidu') do |client|
#       puts client.create(name: 'bj-hk', bandwidth_mbps: 20, area_a: 'china', ...)[:packages][0][:id]
#     end
#
# A method for each operation of bwp_call_json(), with the fields that bwp.h lists.  Each returns what is known once it is
# done, and raises NotDone or Unknown otherwise.  Threads may share a client; close it when no call is running.
module Bwp
  module Lib
    extend Fiddle::Importer
    dlload ENV.fetch('LIBBWP', 'libbwp.so.1')
    extern 'void *bwp_client_new_json(const char *config, char *errbuf)'
    extern 'void bwp_client_free(void *client)'
    extern 'void *bwp_call_json(void *client, const char *operation, const char *arguments)'
    extern 'void bwp_free(void *text)'
  end

  class Error < StandardError
    attr_reader :result

    def initialize(result)
      super(result[:message])
      @result = result
    end
  end

  # It did not happen: it never left this machine, or the provider refused it.
  class NotDone < Error; end

  # It may have happened, and may be billed: ask again with result[:client_token] if result[:retry_is_safe].
  class Unknown < Error; end

  class Client
    def self.open(**config)
      client = new(**config)
      return client unless block_given?

      begin
        yield client
      ensure
        client.close
      end
    end

    def initialize(**config)
      problem = Fiddle::Pointer.malloc(256, Fiddle::RUBY_FREE)
      @handle = Lib.bwp_client_new_json(JSON.generate(config), problem)
      raise ArgumentError, problem.to_s.force_encoding(Encoding::UTF_8) if @handle.null?

      @handle.free = Lib['bwp_client_free'] # by the garbage collector, where close is not called
    end

    # A call made from now on is not done.
    def close
      @handle&.call_free
      @handle = nil
    end

    def call(operation, **fields)
      text = Lib.bwp_call_json(@handle, operation.to_s, JSON.generate(fields))
      begin
        result = JSON.parse(text.to_s.force_encoding(Encoding::UTF_8), symbolize_names: true)
      ensure
        Lib.bwp_free(text)
      end
      return result if result[:outcome] == 'done'

      raise (result[:outcome] == 'not_done' ? NotDone : Unknown), result
    end

    %i[create preview find list whoami].each do |operation|
      define_method(operation) { |**fields| call(operation, **fields) }
    end

    %i[get wait update resize bind unbind set_tags remove_tags delete].each do |operation|
      define_method(operation) { |id, **fields| call(operation, id: id, **fields) }
    end
  end
end
